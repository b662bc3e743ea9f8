using Prover.Host.Cli;
using Prover.Rollup;

namespace Prover.Host.Demo.Workload;

/// <summary>
/// What the wallets know of their accounts: index and nonce, also within the block that is being built.
/// </summary>
internal sealed class DemoLedger
{
    private readonly Dictionary<AccountName, Entry> entries = [];

    /// <summary>The index of an account; null if it does not exist.</summary>
    public uint? IndexOf(AccountName name)
    {
        return entries.TryGetValue(name, out Entry? entry) ? entry.Index : null;
    }

    /// <summary>The nonce of an account that exists.</summary>
    public uint NonceOf(AccountName name)
    {
        return entries[name].Nonce;
    }

    /// <summary>The account exists from now on: at the next index, if it did not before.</summary>
    public void Create(AccountName name)
    {
        entries.TryAdd(name, new Entry((uint)entries.Count));
    }

    /// <summary>The account signed an operation that is in the block.</summary>
    public void Sign(AccountName name)
    {
        entries[name].Nonce++;
    }

    /// <summary>Compares with the state after a block: both must know the same accounts at the same indices.</summary>
    /// <exception cref="CommandException">They differ.</exception>
    public void Check(RollupState state)
    {
        bool same = state.Count == (ulong)entries.Count && entries.All(pair =>
            state[pair.Value.Index].Identity.L1Address == pair.Key.Owner
            && state[pair.Value.Index].Nonce == pair.Value.Nonce);
        if (!same)
        {
            throw new CommandException(ExitCode.Usage, "the wallets and the rollup's state disagree after a block");
        }
    }

    private sealed class Entry(uint index)
    {
        public uint Index { get; } = index;

        public uint Nonce { get; set; }
    }
}
