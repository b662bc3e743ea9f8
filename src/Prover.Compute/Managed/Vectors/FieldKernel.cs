using System.Numerics;
using System.Runtime.InteropServices;
using Prover.Algebra;

namespace Prover.Compute;

/// <summary>Arithmetic modulo a 254-bit prime p on as many elements at once as a vector has lanes.</summary>
/// <remarks>
/// <para>A block of lanes is <see cref="Size"/> = 9 vectors: limbs of 29 bits, least significant first, one element
/// per lane, x·R' mod p with R' = 2^261. Numbers are signed and lazily reduced: |V| ≤ αp for an α that the
/// caller keeps track of, at most <see cref="MaxFactor"/>. A block is <i>tidy</i> if its limbs 0 … 7 lie in
/// [−2^5, 2^29 + 2^5]. Sums and differences of blocks are taken limb by limb (<see cref="Add"/>) and are not tidy:
/// limbs may grow to 2^34 before <see cref="Tidy"/>.</para>
/// <para>In memory elements stay as they are everywhere else, 32 bytes, Montgomery form with R = 2^256, in [0, p):
/// <see cref="Load"/> shifts by 5 bits, which makes R' of R, and <see cref="Store"/> divides by 32.</para>
/// <para>No operation branches on values. The slow twin is the 64-bit arithmetic of <see cref="Fr"/> and
/// <see cref="Fq"/>.</para>
/// </remarks>
internal sealed unsafe partial class FieldKernel<TLanes, TVector>
    where TLanes : struct, ILanes<TVector>
    where TVector : unmanaged
{
    /// <summary>Vectors per block.</summary>
    public const int Size = 9;

    /// <summary>Largest |V|/p of a block: p is below 2^253.6, so that limb 8 stays below 2^29.6 with sign.</summary>
    public const int MaxFactor = 256;

    private const int LimbBits = 29;

    // Offsets of the constants, in vectors.
    private const int Folded = 9;
    private const int Shifted = 18;
    private const int Mask = 27;
    private const int NegativeInverse = 28;
    private const int Mask5 = 29;
    private const int NegativeInverse5 = 30;
    private const int TopLimb = 31;
    private const int Reciprocal = 32;
    private const int Two = 33;
    private const int ConstantCount = 34;

    /// <summary>Never given back: there are two kernels per process.</summary>
    private readonly TVector* _constants;

    private FieldKernel(BigInteger modulus)
    {
        _constants = (TVector*)NativeMemory.AlignedAlloc(
            (nuint)(ConstantCount * sizeof(TVector)), AlignedBuffer<TVector>.Alignment);
        BigInteger radix = BigInteger.One << LimbBits;
        BigInteger k = radix - InverseModuloPowerOfTwo(modulus, LimbBits);
        Write(0, modulus);
        Write(Folded, ((k * modulus) + 1) >> LimbBits); // exact: k·p ≡ −1 (mod 2^29)
        Write(Shifted, modulus << BorderShift);
        _constants[Mask] = TLanes.Broadcast((long)(radix - 1));
        _constants[NegativeInverse] = TLanes.Broadcast((long)k);
        _constants[Mask5] = TLanes.Broadcast(31);
        _constants[NegativeInverse5] = TLanes.Broadcast((long)(k & 31));
        _constants[TopLimb] = TLanes.Broadcast((long)(modulus >> TopBit));
        _constants[Reciprocal] = TLanes.Broadcast(
            (long)((BigInteger.One << (ReciprocalBits + TopBit - BorderShift)) / modulus));
        _constants[Two] = TLanes.Broadcast(2);
    }

    /// <summary>The kernel of 𝔽r.</summary>
    public static FieldKernel<TLanes, TVector> Scalars { get; } = new(Fr.Modulus);

    /// <summary>The kernel of 𝔽q.</summary>
    public static FieldKernel<TLanes, TVector> Coordinates { get; } = new(Fq.Modulus);

    /// <summary>Memory for blocks, on a 64-byte boundary.</summary>
    public static AlignedBuffer<TVector> Allocate(int blocks) => new(checked(blocks * Size));

    private static BigInteger InverseModuloPowerOfTwo(BigInteger odd, int bits)
    {
        // Newton: each step doubles the number of right bits, and odd·odd ≡ 1 (mod 8) starts with three.
        BigInteger modulus = BigInteger.One << bits;
        BigInteger inverse = odd % modulus;
        for (int right = 3; right < bits; right *= 2)
        {
            inverse = inverse * (2 - (odd * inverse)) % modulus;
        }

        return ((inverse % modulus) + modulus) % modulus;
    }

    private void Write(int offset, BigInteger value)
    {
        BigInteger mask = (BigInteger.One << LimbBits) - 1;
        for (int i = 0; i < Size; i++)
        {
            _constants[offset + i] = TLanes.Broadcast((long)((value >> (LimbBits * i)) & mask));
        }
    }
}
