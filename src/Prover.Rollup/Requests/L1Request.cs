using Prover.Algebra;

namespace Prover.Rollup;

/// <summary>A request queued on L1, as its record of three words says it.</summary>
/// <param name="Code">Deposit or ForcedWithdraw.</param>
/// <param name="Identity">
/// Deposit: the identity that is credited. ForcedWithdraw: only the requesting L1 address, everything else 0.
/// </param>
/// <param name="Amount">Deposit: what was paid in; ForcedWithdraw: 0.</param>
/// <param name="Index">Deposit: 0; ForcedWithdraw: the account.</param>
public sealed record L1Request(OperationCode Code, AccountIdentity Identity, UInt128 Amount, uint Index)
{
    /// <summary>Words per record.</summary>
    public const int WordCount = 3;

    /// <summary>A payment from L1 to the account with exactly this identity.</summary>
    public static L1Request Deposit(in AccountIdentity identity, UInt128 amount) =>
        new(OperationCode.Deposit, identity, amount, 0);

    /// <summary>A demand by an L1 address to be paid the whole balance of an account.</summary>
    public static L1Request ForcedWithdraw(EthAddress requester, uint index) =>
        new(OperationCode.ForcedWithdraw, new AccountIdentity(0, requester, false, Fr.Zero), 0, index);

    /// <summary>The record: three words below 2^248.</summary>
    public Fr[] Words() =>
    [
        IdentityWords.High(Identity),
        IdentityWords.Low(Identity, Code),
        new FrPacker().Append(Amount, 128).Append(Index, 32).ToFr(),
    ];
}
