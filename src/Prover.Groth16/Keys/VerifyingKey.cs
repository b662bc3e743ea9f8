using System.Diagnostics.CodeAnalysis;
using Prover.Algebra;

namespace Prover.Groth16;

/// <summary>What a verifier needs to know about a circuit: the verification key of ePrint 2016/260, section
/// 3.2.</summary>
/// <remarks>
/// Immutable and checked: every instance has points other than the identity, on the curve and in the subgroup, and
/// γ ≠ ±δ. With γ = ±δ (an unfinished setup) C can cancel the public inputs and every statement has a proof; with a
/// zero ICᵢ public input i means nothing.
/// </remarks>
public sealed class VerifyingKey
{
    private readonly G1Affine[] _ic;

    private VerifyingKey(
        in G1Affine alpha, in G2Affine beta, in G2Affine gamma, in G2Affine delta, ReadOnlySpan<G1Affine> ic)
    {
        Alpha = alpha;
        Beta = beta;
        Gamma = gamma;
        Delta = delta;
        _ic = ic.ToArray();
    }

    /// <summary>[α]₁.</summary>
    public G1Affine Alpha { get; }

    /// <summary>[β]₂.</summary>
    public G2Affine Beta { get; }

    /// <summary>[γ]₂.</summary>
    public G2Affine Gamma { get; }

    /// <summary>[δ]₂.</summary>
    public G2Affine Delta { get; }

    /// <summary>[(βuᵢ(τ) + αvᵢ(τ) + wᵢ(τ))/γ]₁ for the constant one and each public input.</summary>
    public ReadOnlySpan<G1Affine> Ic => _ic;

    /// <summary>Number of public inputs.</summary>
    public int PublicCount => _ic.Length - 1;

    /// <summary>Makes a key out of points from anywhere; false and a reason if it must not be trusted.</summary>
    public static bool TryCreate(
        in G1Affine alpha,
        in G2Affine beta,
        in G2Affine gamma,
        in G2Affine delta,
        ReadOnlySpan<G1Affine> ic,
        [NotNullWhen(true)] out VerifyingKey? key,
        out string fault)
    {
        key = null;
        fault = FirstFault(in alpha, in beta, in gamma, in delta, ic) ?? string.Empty;
        if (fault.Length > 0)
        {
            return false;
        }

        key = new VerifyingKey(in alpha, in beta, in gamma, in delta, ic);
        return true;
    }

    /// <summary>The key as words of 32 big-endian bytes for Solidity: α, β, γ, δ, IC₀ … ICₙ, imaginary parts
    /// first.</summary>
    public byte[] ToEvmBytes()
    {
        byte[] bytes = new byte[(EvmEncoding.G1Length * (1 + _ic.Length)) + (3 * EvmEncoding.G2Length)];
        Span<byte> rest = bytes;
        Append(ref rest, Alpha);
        Append(ref rest, Beta);
        Append(ref rest, Gamma);
        Append(ref rest, Delta);
        foreach (G1Affine point in _ic)
        {
            Append(ref rest, in point);
        }

        return bytes;
    }

    /// <summary>Keccak-256 of <see cref="ToEvmBytes"/>: the name of the key, on L1 too.</summary>
    public byte[] Hash() => Keccak256.Hash(ToEvmBytes());

    private static string? FirstFault(
        in G1Affine alpha, in G2Affine beta, in G2Affine gamma, in G2Affine delta, ReadOnlySpan<G1Affine> ic)
    {
        if (ic.IsEmpty)
        {
            return "no point for the constant one";
        }

        string? fault = Fault("alpha", in alpha) ?? Fault("beta", in beta) ?? Fault("gamma", in gamma)
            ?? Fault("delta", in delta);
        for (int i = 0; i < ic.Length && fault is null; i++)
        {
            fault = Fault($"IC[{i}]", in ic[i]);
        }

        // Equal x is equality up to sign.
        return fault ?? (gamma.X == delta.X ? "gamma = delta up to sign, the mark of an unfinished setup" : null);
    }

    private static string? Fault(string name, in G1Affine point) =>
        point.IsIdentity ? $"{name} is the identity" : point.IsOnCurve() ? null : $"{name} is not on the curve";

    private static string? Fault(string name, in G2Affine point) =>
        point.IsIdentity ? $"{name} is the identity"
        : !point.IsOnCurve() ? $"{name} is not on the curve"
        : point.IsInSubgroup() ? null : $"{name} is not in the subgroup";

    private static void Append(ref Span<byte> rest, in G1Affine point)
    {
        EvmEncoding.Write(in point, rest);
        rest = rest[EvmEncoding.G1Length..];
    }

    private static void Append(ref Span<byte> rest, in G2Affine point)
    {
        EvmEncoding.Write(in point, rest);
        rest = rest[EvmEncoding.G2Length..];
    }
}
