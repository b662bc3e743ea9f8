namespace Prover.L1;

/// <summary>An ECDSA signature over secp256k1.</summary>
/// <param name="R">r, 32 big-endian bytes.</param>
/// <param name="S">s, 32 big-endian bytes, in the lower half of the group order.</param>
/// <param name="YParity">0 if the y coordinate of the point behind r is even, 1 if it is odd.</param>
public sealed record EthereumSignature(ReadOnlyMemory<byte> R, ReadOnlyMemory<byte> S, byte YParity);
