using Prover.Groth16;

namespace Prover.Host.Doctor;

/// <summary>How much memory a process will need at most that proves blocks of some circuits on a CPU device.</summary>
/// <remarks>
/// <para>Per circuit, for the whole life of the process: the mapped key, all of which is read by each proof, and the
/// compiled circuit. While proving: three vectors of the domain's length, and assignments, counted with the one that is
/// prepared meanwhile, the digits of the sums and what the collector has not taken back yet.</para>
/// <para>The constants were fitted to the peaks (VmHWM) of <c>prover serve</c> with two threads while it proved ten
/// full blocks of rollup-block in a row: 257 MiB with 108,841 constraints (tiny), 474 with 272,611 (small), 661 with
/// 452,981 (standard), 678 with 455,417 (demo), the mean of two runs each, which were up to 47 MiB apart. A test holds
/// a running service to within 15 % of the sum.</para>
/// </remarks>
internal sealed record MemoryForecast
{
    /// <summary>The program itself with its runtime, doors and stores, in bytes.</summary>
    public const long Program = 126L << 20;

    private const long CompiledBytesPerConstraint = 160;
    private const long Element = 32;
    private const long DomainVectors = 3;
    private const long Assignments = 15;

    /// <summary>Bytes that stay: program, keys, compiled circuits.</summary>
    public required long Resident { get; init; }

    /// <summary>Bytes on top of it while a block of the largest circuit is proven and the next one is
    /// prepared.</summary>
    public required long Proving { get; init; }

    /// <summary>The most at any time.</summary>
    public long Peak => Resident + Proving;

    /// <summary>The forecast for a process with these keys, which may be none.</summary>
    /// <param name="keys">The keys that it maps.</param>
    /// <param name="devices">Devices that prove at the same time; 0 for a process that does not prove.</param>
    public static MemoryForecast Of(IReadOnlyList<ProvingKey> keys, int devices = 1)
    {
        return new MemoryForecast
        {
            Resident = Program + keys.Sum(ResidentOf),
            Proving = devices * keys.Select(ProvingOf).DefaultIfEmpty().Max(),
        };
    }

    /// <summary>What one circuit adds to <see cref="Resident"/>.</summary>
    public static long ResidentOf(ProvingKey key)
    {
        return new FileInfo(key.Path).Length + (CompiledBytesPerConstraint * key.Constraints);
    }

    /// <summary>What proving blocks of one circuit takes.</summary>
    public static long ProvingOf(ProvingKey key)
    {
        return Element * ((DomainVectors << key.DomainLog) + (Assignments * key.WireCount));
    }
}
