using System.Numerics;

namespace Prover.Algebra;

/// <summary>The self-shrinking 80-bit Grain LFSR that fixes Poseidon's constants, so that nobody could choose
/// them.</summary>
/// <remarks>
/// Source: Grassi, Khovratovich, Rechberger, Roy, Schofnegger, "Poseidon", ePrint 2019/458, appendix F.
/// State b₀…b₇₉ starts as field(2) ‖ S-box(4) ‖ n(12) ‖ t(12) ‖ R_F(10) ‖ R_P(10) ‖ 1³⁰, most significant bits first;
/// b₈₀ = b₆₂ + b₅₁ + b₃₈ + b₂₃ + b₁₃ + b₀; the first 160 bits are dropped; then of each pair of bits the second is
/// given out if the first is 1.
/// </remarks>
internal sealed class GrainLfsr
{
    private const int StateBits = 80;
    private const int DroppedBits = 160;
    private const int PrimeField = 1;
    private const int PowerSBox = 0;

    /// <summary>b₀ lies at <see cref="_head"/>; the buffer is read round and round.</summary>
    private readonly byte[] _state = new byte[StateBits];

    private int _head;

    /// <summary>The stream for one instance of Poseidon over a prime field of <paramref name="fieldBits"/>
    /// bits.</summary>
    public GrainLfsr(int fieldBits, int width, int fullRounds, int partialRounds)
    {
        int at = 0;
        Append(ref at, PrimeField, 2);
        Append(ref at, PowerSBox, 4);
        Append(ref at, fieldBits, 12);
        Append(ref at, width, 12);
        Append(ref at, fullRounds, 10);
        Append(ref at, partialRounds, 10);
        Append(ref at, (1 << 30) - 1, 30);
        for (int i = 0; i < DroppedBits; i++)
        {
            _ = NextRaw();
        }
    }

    /// <summary>The next <paramref name="count"/> bits as a number, first bit most significant.</summary>
    public BigInteger NextInteger(int count)
    {
        Span<byte> bytes = stackalloc byte[(count + 7) / 8];
        bytes.Clear();
        for (int i = count - 1; i >= 0; i--)
        {
            bytes[i / 8] |= (byte)(NextBit() << (i % 8));
        }

        return new BigInteger(bytes, isUnsigned: true);
    }

    private void Append(ref int at, int value, int bits)
    {
        for (int i = bits - 1; i >= 0; i--)
        {
            _state[at++] = (byte)((value >> i) & 1);
        }
    }

    private int NextBit()
    {
        while (NextRaw() == 0)
        {
            _ = NextRaw();
        }

        return NextRaw();
    }

    private int NextRaw()
    {
        int bit = Tap(62) ^ Tap(51) ^ Tap(38) ^ Tap(23) ^ Tap(13) ^ Tap(0);
        _state[_head] = (byte)bit;
        _head = (_head + 1) % StateBits;
        return bit;
    }

    private byte Tap(int index) => _state[(_head + index) % StateBits];
}
