using System.Globalization;
using System.Numerics;

namespace Prover.Host.Bench.Kernels;

/// <summary>What is measured: a kernel and its size.</summary>
/// <param name="Name">One of <see cref="KernelNames"/>.</param>
/// <param name="Size">Products, points, values, constraints or proofs.</param>
internal readonly record struct KernelSpec(string Name, int Size)
{
    /// <summary>A kernel of size 2^log.</summary>
    public static KernelSpec OfLog(string name, int log) => new(name, 1 << log);

    /// <summary>The name and the size, as a power where it is one of many.</summary>
    public override string ToString() => $"{Name} {SizeText(Size)}";

    /// <summary>A size for people: 2^k from 1024 on, otherwise the number.</summary>
    public static string SizeText(int size)
    {
        return size >= 1024 && BitOperations.IsPow2(size)
            ? string.Create(CultureInfo.InvariantCulture, $"2^{BitOperations.Log2((uint)size)}")
            : size.ToString(CultureInfo.InvariantCulture);
    }
}

/// <summary>The names of the kernels, as they stand in files and on the command line.</summary>
internal static class KernelNames
{
    public const string FieldProduct = "fq.mul";
    public const string MsmG1 = "msm.g1";
    public const string MsmG2 = "msm.g2";
    public const string Ntt = "ntt";
    public const string Setup = "groth16.setup";
    public const string Prove = "groth16.prove";
    public const string Verify = "groth16.verify";
    public const string VerifyBatch = "groth16.verify-batch";

    /// <summary>All of them, in the order of the table.</summary>
    public static string[] All { get; } =
        [FieldProduct, MsmG1, MsmG2, Ntt, Setup, Prove, Verify, VerifyBatch];
}
