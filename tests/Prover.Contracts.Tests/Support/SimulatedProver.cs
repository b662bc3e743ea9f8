using Prover.Algebra;
using Prover.Rollup;

namespace Prover.Contracts.Tests;

/// <summary>
/// A Groth16 key whose trapdoor is known, so that any statement can be proven: the simulator of ePrint 2016/260.
/// </summary>
/// <remarks>
/// The contract verifies these proofs by the real equation and cannot tell them from others. With them everything
/// around the circuit can be tested, also the blocks that no circuit would accept.
/// </remarks>
internal static class SimulatedProver
{
    private static readonly Fr s_alpha = Fr.FromUInt64(1_000_003);
    private static readonly Fr s_beta = Fr.FromUInt64(2_000_003);
    private static readonly Fr s_gamma = Fr.FromUInt64(3_000_017);
    private static readonly Fr s_delta = Fr.FromUInt64(4_000_037);

    private static readonly Fr[] s_ic =
        [Fr.FromUInt64(5_000_011), Fr.FromUInt64(6_000_011), Fr.FromUInt64(7_000_003), Fr.FromUInt64(8_000_009)];

    /// <summary>The verifying key in EVM form.</summary>
    public static byte[] Key { get; } =
    [
        .. InG1(s_alpha),
        .. InG2(s_beta),
        .. InG2(s_gamma),
        .. InG2(s_delta),
        .. s_ic.SelectMany(scalar => InG1(scalar)),
    ];

    /// <summary>A proof of any three public inputs in EVM form; other randomness gives another proof.</summary>
    public static byte[] Prove(PublicInputs inputs, ulong randomness = 1)
    {
        Fr a = Fr.FromUInt64(17 + randomness);
        Fr b = Fr.FromUInt64(9_001);
        Fr sum = s_ic[0] + (s_ic[1] * inputs.C) + (s_ic[2] * inputs.Z) + (s_ic[3] * inputs.Y);
        Fr c = ((a * b) - (s_alpha * s_beta) - (sum * s_gamma)) * s_delta.Inverse();
        return [.. InG1(a), .. InG2(b), .. InG1(c)];
    }

    public static byte[] InG1(in Fr scalar) => EvmEncoding.Encode(G1.Generator.MultiplyVarTime(in scalar).ToAffine());

    public static byte[] InG2(in Fr scalar) => EvmEncoding.Encode(G2.Generator.MultiplyVarTime(in scalar).ToAffine());
}
