using Prover.Rollup;
using Prover.Wire;

namespace Prover.Witness;

/// <summary>The accounts that an envelope carries, as the state before the block.</summary>
internal sealed class EnvelopeAccounts : IAccountReader
{
    private readonly Dictionary<uint, Account> _accounts = [];

    public EnvelopeAccounts(BlockEnvelope envelope)
    {
        Count = envelope.Header.AccountCount;
        uint? previous = null;
        foreach (EnvelopeAccount account in envelope.Touched)
        {
            string where = $"account {account.Index}";
            Refuse.Unless(previous is null || account.Index > previous, EnvelopeRefusal.TouchedOrder, where);
            Refuse.Unless(account.Index < Count, EnvelopeRefusal.TouchedIndex, where);
            Refuse.Unless(!account.Account.IsEmpty, EnvelopeRefusal.TouchedEmpty, where);
            _accounts.Add(account.Index, account.Account);
            previous = account.Index;
        }
    }

    public ulong Count { get; }

    public bool TryGet(uint index, out Account account) => _accounts.TryGetValue(index, out account);
}
