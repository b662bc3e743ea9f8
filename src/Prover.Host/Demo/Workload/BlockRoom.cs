using Prover.Rollup;

namespace Prover.Host.Demo.Workload;

/// <summary>Which accounts a planned block touches and creates, against its capacities.</summary>
internal sealed class BlockRoom(BlockCapacities capacities, IReadOnlySet<AccountName> existing)
{
    private readonly HashSet<AccountName> touched = [];
    private readonly HashSet<AccountName> created = [];

    /// <summary>The accounts that the block creates.</summary>
    public IReadOnlySet<AccountName> Created => created;

    /// <summary>Takes room for the accounts of one operation, all or none.</summary>
    /// <returns>Null, or why there is no room.</returns>
    public string? Take(params ReadOnlySpan<AccountName> accounts)
    {
        HashSet<AccountName> newTouched = [];
        HashSet<AccountName> newCreated = [];
        foreach (AccountName account in accounts)
        {
            if (!existing.Contains(account))
            {
                newCreated.Add(account);
            }
            else
            {
                newTouched.Add(account);
            }
        }

        newTouched.ExceptWith(touched);
        newCreated.ExceptWith(created);
        if (touched.Count + newTouched.Count > capacities.Touched)
        {
            return "no room for another touched account";
        }

        if (created.Count + newCreated.Count > capacities.NewAccounts)
        {
            return "no room for another new account";
        }

        touched.UnionWith(newTouched);
        created.UnionWith(newCreated);
        return null;
    }
}
