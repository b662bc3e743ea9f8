using Prover.Rollup;

namespace Prover.Pipeline;

/// <summary>Signed bytes.</summary>
/// <param name="Hash">Their hash, by which the transaction is known.</param>
/// <param name="Bytes">What a node takes.</param>
public sealed record SignedL1Transaction(Bytes32 Hash, ReadOnlyMemory<byte> Bytes);
