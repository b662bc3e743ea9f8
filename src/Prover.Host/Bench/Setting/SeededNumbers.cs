using Prover.Algebra;

namespace Prover.Host.Bench.Setting;

/// <summary>Numbers that look random and are the same for the same seed: inputs of benches, nothing secret.</summary>
/// <remarks>SplitMix64 of Steele, Lea and Flood (OOPSLA 2014).</remarks>
internal sealed class SeededNumbers(ulong seed)
{
    private ulong state = seed;

    /// <summary>64 bits.</summary>
    public ulong NextUInt64()
    {
        state += 0x9E3779B97F4A7C15;
        ulong mixed = (state ^ (state >> 30)) * 0xBF58476D1CE4E5B9;
        mixed = (mixed ^ (mixed >> 27)) * 0x94D049BB133111EB;
        return mixed ^ (mixed >> 31);
    }

    /// <summary>Uniform in [0, r): 254 bits until they are below r, a quarter of the time once more.</summary>
    public Fr NextFr()
    {
        Span<byte> bytes = stackalloc byte[Fr.ByteLength];
        Fr value;
        do
        {
            for (int i = 0; i < 4; i++)
            {
                ulong word = i == 3 ? NextUInt64() >> 2 : NextUInt64();
                BitConverter.TryWriteBytes(bytes[(8 * i)..], word);
            }
        }
        while (!Fr.TryFromLittleEndian(bytes, out value));
        return value;
    }

    /// <summary>That many numbers in [0, r).</summary>
    public Fr[] NextFrs(int count)
    {
        var values = new Fr[count];
        for (int i = 0; i < count; i++)
        {
            values[i] = NextFr();
        }

        return values;
    }
}
