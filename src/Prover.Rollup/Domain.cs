using Prover.Algebra;

namespace Prover.Rollup;

/// <summary>Which rollup a signature and a block belong to: the chain and the contract on it.</summary>
/// <param name="ChainId">The chain's id, below 2^64.</param>
/// <param name="Contract">The address of the rollup's contract.</param>
public readonly record struct Domain(ulong ChainId, EthAddress Contract)
{
    /// <summary>contract(160) + chainId(64): word 2 of a block and m₀ of every signed message.</summary>
    public Fr ToFr() => new FrPacker().Append(Contract).Append(ChainId, 64).ToFr();
}
