namespace Prover.Rollup;

/// <summary>A slot of the L1 zone that holds a request.</summary>
/// <param name="Request">The request.</param>
/// <param name="Access">The access of the account that was credited, created or paid out.</param>
/// <param name="Payout">What a forced withdrawal pays; 0 for a deposit.</param>
public sealed record ExecutedRequest(L1Request Request, Access Access, UInt128 Payout)
{
    /// <summary>True if the request created its account.</summary>
    public bool Creates => Access.Before.Fresh;

    /// <summary>The existing account that it credits; null if it creates one.</summary>
    public uint? Target => Creates ? null : Access.Index;
}
