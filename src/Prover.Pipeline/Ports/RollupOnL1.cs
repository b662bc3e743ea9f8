using Prover.Algebra;

namespace Prover.Pipeline;

/// <summary>What the contract knows after the last block that it accepted.</summary>
/// <param name="BlockNumber">That block's number; 0 before the first.</param>
/// <param name="BlockTime">That block's time in Unix seconds.</param>
/// <param name="AccountCount">Accounts in the state.</param>
/// <param name="Consumed">L1 requests consumed: the position of the first one that waits.</param>
/// <param name="StateRoot">The state's root.</param>
public sealed record RollupOnL1(
    uint BlockNumber, ulong BlockTime, ulong AccountCount, uint Consumed, Fr StateRoot);
