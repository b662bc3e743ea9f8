using Prover.Algebra;
using Prover.Compute;

namespace Prover.Groth16;

/// <summary>A proving key in a mapped file: nothing is copied, nothing is parsed, processes share the memory.</summary>
/// <remarks>Immutable; several threads may prove with it. Handles made from it must be disposed before it.</remarks>
public sealed class ProvingKey : IDisposable
{
    internal const ulong Magic = 0x4B50_5245_564F_5250; // "PROVERPK"
    internal const uint Version = 1;
    private const string Remedy = "make or fetch the key again";

    private readonly MappedSections _sections;
    private readonly ProvingKeyInfo _info;

    private ProvingKey(string path, MappedSections sections)
    {
        Path = path;
        _sections = sections;
        _info = ReadInfo();
        VerifyingKey = ReadVerifyingKey();
        A = ReadMatrix(ProvingKeySection.RowStartsA, Constraints + PublicCount + 1);
        B = ReadMatrix(ProvingKeySection.RowStartsB, Constraints);
        C = ReadMatrix(ProvingKeySection.RowStartsC, Constraints);
        CheckLengths();
    }

    /// <summary>Where the file is.</summary>
    public string Path { get; }

    /// <summary>SHA-256 over the file's header and table, which hold the hashes of all sections; 32 bytes.</summary>
    public byte[] Hash => _sections.Hash;

    /// <summary>The identity of the circuit that the key is for; 32 bytes.</summary>
    public byte[] CircuitId => ((ReadOnlySpan<byte>)_info.CircuitId).ToArray();

    /// <summary>True if somebody knew the trapdoor: such a key proves nothing to a stranger.</summary>
    public bool IsDevelopment => (_info.Flags & ProvingKeyInfo.Development) != 0;

    /// <summary>Number of wires, the constant one counted.</summary>
    public int WireCount => (int)_info.Wires;

    /// <summary>Number of public inputs.</summary>
    public int PublicCount => (int)_info.PublicInputs;

    /// <summary>Number of constraints.</summary>
    public int Constraints => (int)_info.Constraints;

    /// <summary>The transforms of a proof have 2 to the power of this elements.</summary>
    public int DomainLog => (int)_info.DomainLog;

    /// <summary>The key that verifies proofs of this one.</summary>
    public VerifyingKey VerifyingKey { get; }

    /// <summary>[α]₁, [β]₁, [δ]₁.</summary>
    internal ReadOnlySpan<G1Affine> ElementsG1 => Section<G1Affine>(ProvingKeySection.ElementsG1).Span;

    /// <summary>[β]₂, [γ]₂, [δ]₂.</summary>
    internal ReadOnlySpan<G2Affine> ElementsG2 => Section<G2Affine>(ProvingKeySection.ElementsG2).Span;

    /// <summary>The left factors, and a row with a single 1 for the constant one and each public input.</summary>
    internal SparseMatrix A { get; }

    /// <summary>The right factors.</summary>
    internal SparseMatrix B { get; }

    /// <summary>The products.</summary>
    internal SparseMatrix C { get; }

    /// <summary>Maps a key file.</summary>
    /// <param name="path">The file.</param>
    /// <param name="verifyHashes">
    /// Whether to read everything once and compare all hashes. Header, table, matrices' indices and the points of
    /// the verifying key are checked in any case.
    /// </param>
    /// <param name="budget">Threads and cancellation; null for one thread.</param>
    /// <exception cref="KeyFileException">The file is missing, cut short, altered, unsafe, or something
    /// else.</exception>
    public static ProvingKey Open(string path, bool verifyHashes = true, ComputeBudget? budget = null)
    {
        MappedSections sections = MappedSections.Open(
            path, Magic, Version, verifyHashes, budget ?? ComputeBudget.SingleThread);
        try
        {
            return new ProvingKey(path, sections);
        }
        catch
        {
            sections.Dispose();
            throw;
        }
    }

    /// <summary>Unmaps the file.</summary>
    public void Dispose() => _sections.Dispose();

    /// <summary>A section in place.</summary>
    internal FixedMemory<T> Section<T>(ProvingKeySection type)
        where T : unmanaged => _sections.Section<T>((uint)type);

    private ProvingKeyInfo ReadInfo()
    {
        FixedMemory<ProvingKeyInfo> info = Section<ProvingKeyInfo>(ProvingKeySection.Info);
        Expect("Groth16 over BN254", info.Length == 1 && info.Span[0].ProofSystem == ProvingKeyInfo.Groth16Bn254);
        ProvingKeyInfo value = info.Span[0];
        Expect("at most 2^27 rows", value.DomainLog < NttDomain.MaxLog);
        ulong rows = (ulong)value.Constraints + value.PublicInputs + 1;
        Expect("a domain that holds all rows", rows <= 1UL << (int)value.DomainLog);
        Expect("more wires than public inputs", value.Wires <= int.MaxValue && value.PublicInputs < value.Wires);
        return value;
    }

    private VerifyingKey ReadVerifyingKey()
    {
        Expect("three elements of G1 and three of G2", ElementsG1.Length == 3 && ElementsG2.Length == 3);
        ReadOnlySpan<G1Affine> ic = Section<G1Affine>(ProvingKeySection.Ic).Span;
        Expect("an IC point for each public input", ic.Length == PublicCount + 1);
        ReadOnlySpan<G2Affine> g2 = ElementsG2;
        bool safe = VerifyingKey.TryCreate(
            in ElementsG1[0], in g2[0], in g2[1], in g2[2], ic, out VerifyingKey? key, out string fault);
        return safe
            ? key!
            : throw new KeyFileException(Path, "a safe verifying key", fault, Remedy);
    }

    private SparseMatrix ReadMatrix(ProvingKeySection rowStarts, int rows)
    {
        FixedMemory<uint> starts = Section<uint>(rowStarts);
        Expect("matrices with a row for each constraint", starts.Length == rows + 1);
        try
        {
            return new SparseMatrix(
                WireCount,
                starts,
                Section<uint>(rowStarts + 1),
                Section<uint>(rowStarts + 2),
                Section<Fr>(ProvingKeySection.Coefficients));
        }
        catch (ArgumentException fault)
        {
            throw new KeyFileException(Path, "matrices that are whole", fault.Message, Remedy, fault);
        }
    }

    private void CheckLengths()
    {
        int a = Section<uint>(ProvingKeySection.WiresA).Length;
        int b = Section<uint>(ProvingKeySection.WiresB).Length;
        bool fit = Section<G1Affine>(ProvingKeySection.PointsA).Length == a
            && Section<G1Affine>(ProvingKeySection.PointsB1).Length == b
            && Section<G2Affine>(ProvingKeySection.PointsB2).Length == b
            && Section<G1Affine>(ProvingKeySection.PointsC).Length == WireCount - PublicCount - 1
            && Section<G1Affine>(ProvingKeySection.PointsH).Length == 1 << DomainLog;
        Expect("as many points as wires and rows", fit);
    }

    private void Expect(string what, bool holds)
    {
        if (!holds)
        {
            throw new KeyFileException(Path, what, "numbers that contradict it", Remedy);
        }
    }
}
