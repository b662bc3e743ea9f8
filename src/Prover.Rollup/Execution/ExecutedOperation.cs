namespace Prover.Rollup;

/// <summary>A slot of the withdrawals or transfers that holds an operation.</summary>
/// <param name="Operation">The signed operation.</param>
/// <param name="Sender">The first access.</param>
/// <param name="Receiver">The second access; null for a withdrawal.</param>
/// <param name="Fee">The last access; null for a fee of 0.</param>
public sealed record ExecutedOperation(SignedOperation Operation, Access Sender, Access? Receiver, Access? Fee)
{
    /// <summary>The fee account's index; null for a fee of 0.</summary>
    public uint? FeeAccount => Fee?.Index;

    /// <summary>The accesses in the order of their times.</summary>
    public IEnumerable<Access> Accesses
    {
        get
        {
            yield return Sender;
            if (Receiver is not null)
            {
                yield return Receiver;
            }

            if (Fee is not null)
            {
                yield return Fee;
            }
        }
    }
}
