using Prover.Circuits;
using Prover.Compute;

namespace Prover.Groth16;

/// <summary>Makes proving keys.</summary>
public static class Setup
{
    /// <summary>Number of sections of a proving key file.</summary>
    private const int Sections = 21;

    /// <summary>Makes a development key for a circuit and writes it to a file.</summary>
    /// <remarks>
    /// <para>One party draws the trapdoor τ, α, β, δ and is trusted to forget it; the memory is cleared, the key is
    /// stamped
    /// <i>development</i>. Not for value: whoever has the trapdoor (or the seed) can prove anything.</para>
    /// <para>ePrint 2016/260, section 3.2, in the arrangement of snarkjs: γ = 1 (a second trapdoor would add
    /// nothing to δ ≠ γ), a row wᵢ·0 = 0 for the constant one and for each public input, which keeps their uᵢ
    /// independent, and the quotient in Lagrange form; see README.md. Cost: the multiples of one point of G1 for
    /// about 4 wires + rows, of G2 for the wires of B.
    /// </para>
    /// </remarks>
    /// <param name="circuit">The circuit.</param>
    /// <param name="path">The key file; replaced in one step when the new one is complete.</param>
    /// <param name="device">Where the points are computed. The file is the same whatever the device.</param>
    /// <param name="budget">Threads, progress, cancellation.</param>
    /// <param name="seed">Empty: the operating system's randomness. Otherwise equal seeds give equal keys: for
    /// tests.</param>
    /// <returns>The hash of the key file.</returns>
    /// <exception cref="ArgumentException">The circuit needs a domain of more than 2^27 rows.</exception>
    public static byte[] Development(
        CompiledCircuit circuit,
        string path,
        IComputeDevice device,
        ComputeBudget budget,
        ReadOnlySpan<byte> seed = default)
    {
        ArgumentNullException.ThrowIfNull(circuit);
        return Development(circuit.R1cs, circuit.Id, path, device, budget, seed);
    }

    /// <summary>Makes a development key for a bare constraint system; see the other overload.</summary>
    /// <param name="r1cs">The constraint system.</param>
    /// <param name="circuitId">Its identity, 32 bytes.</param>
    /// <param name="path">The key file.</param>
    /// <param name="device">Where the points are computed.</param>
    /// <param name="budget">Threads, progress, cancellation.</param>
    /// <param name="seed">Empty, or the source of the trapdoor.</param>
    /// <returns>The hash of the key file.</returns>
    public static byte[] Development(
        R1cs r1cs,
        ReadOnlySpan<byte> circuitId,
        string path,
        IComputeDevice device,
        ComputeBudget budget,
        ReadOnlySpan<byte> seed = default)
    {
        ArgumentNullException.ThrowIfNull(r1cs);
        ArgumentNullException.ThrowIfNull(device);
        ArgumentNullException.ThrowIfNull(budget);
        ArgumentOutOfRangeException.ThrowIfNotEqual(circuitId.Length, 32);
        int log = Qap.DomainLog(r1cs.ConstraintCount, r1cs.PublicCount);
        using var source = new ScalarSource(seed, "prover groth16 development setup");
        using var trapdoor = new Trapdoor(source, log);
        using var writer = new SectionFileWriter(path, ProvingKey.Magic, ProvingKey.Version, Sections);
        WriteInfo(writer, r1cs, circuitId, log);
        using (var qap = new Qap(r1cs, log, trapdoor, budget.Part(0, 0.2)))
        {
            using var points = new KeyPoints(r1cs, qap, trapdoor);
            using var stream = new KeyStream(writer, device);
            RecordMatrices(stream, writer, r1cs);
            points.Record(stream);
            stream.Run(budget.Part(0.2, 1));
        }

        budget.Cancellation.ThrowIfCancellationRequested();
        return writer.Complete();
    }

    private static void WriteInfo(SectionFileWriter writer, R1cs r1cs, ReadOnlySpan<byte> circuitId, int log)
    {
        var info = new ProvingKeyInfo
        {
            ProofSystem = ProvingKeyInfo.Groth16Bn254,
            Flags = ProvingKeyInfo.Development,
            Wires = (uint)r1cs.WireCount,
            PublicInputs = (uint)r1cs.PublicCount,
            Constraints = (uint)r1cs.ConstraintCount,
            DomainLog = (uint)log,
        };
        circuitId.CopyTo(info.CircuitId);
        writer.Write((uint)ProvingKeySection.Info, new ReadOnlySpan<ProvingKeyInfo>(in info));
    }

    private static void RecordMatrices(KeyStream stream, SectionFileWriter writer, R1cs r1cs)
    {
        stream.Append(() => writer.Write((uint)ProvingKeySection.Coefficients, r1cs.Coefficients));

        // A gets the rows of the constant one and of the public inputs: entry 1 in column i.
        uint[] inputs = new uint[r1cs.PublicCount + 1];
        uint[] starts = new uint[inputs.Length];
        for (int i = 0; i < inputs.Length; i++)
        {
            inputs[i] = (uint)i;
            starts[i] = (uint)(r1cs.A.NonZeros + i + 1);
        }

        Record(ProvingKeySection.RowStartsA, r1cs.A, starts, inputs, new uint[inputs.Length]);
        Record(ProvingKeySection.RowStartsB, r1cs.B, [], [], []);
        Record(ProvingKeySection.RowStartsC, r1cs.C, [], [], []);

        void Record(
            ProvingKeySection first,
            Circuits.SparseMatrix matrix,
            uint[] moreStarts,
            uint[] moreColumns,
            uint[] moreCoefficients)
        {
            stream.Append(() => Write(first, matrix.RowStarts, moreStarts));
            stream.Append(() => Write(first + 1, matrix.WireIndices, moreColumns));
            stream.Append(() => Write(first + 2, matrix.CoefficientIds, moreCoefficients));
        }

        void Write(ProvingKeySection section, ReadOnlySpan<uint> values, uint[] more)
        {
            writer.Begin<uint>((uint)section);
            writer.Append(values);
            writer.Append<uint>(more);
            writer.End();
        }
    }
}
