using Prover.Algebra;
using Prover.Compute;

namespace Prover.Groth16;

/// <summary>Sections of a key on their way to the file: a few ten thousand points at a time are computed while others
/// are written.</summary>
/// <remarks>
/// A plan for a device: scalars of a chunk, their multiples of the generator, the write to the file. Writes wait for
/// one another, since the file is written from front to back; a chunk waits for the memory of an earlier one. So the
/// memory is a few buffers, whatever the size of the key.
/// </remarks>
internal sealed class KeyStream : IDisposable
{
    /// <summary>Points of a chunk.</summary>
    private const int Chunk = 1 << 16;

    /// <summary>Chunks in work at the same time.</summary>
    private const int SlotCount = 4;

    private readonly SectionFileWriter _writer;
    private readonly IComputeDevice _device;
    private readonly ComputePlan _plan = new();
    private readonly Slot[] _slots;
    private PlanStep? _lastWrite;
    private int _chunks;

    /// <summary>Starts a plan.</summary>
    public KeyStream(SectionFileWriter writer, IComputeDevice device)
    {
        _writer = writer;
        _device = device;
        _slots = [.. Enumerable.Range(0, SlotCount).Select(_ => new Slot(device))];
    }

    /// <summary>Records a section that is there as a whole; <paramref name="values"/> is called when it is its
    /// turn.</summary>
    public void Write<T>(ProvingKeySection section, Func<T[]> values)
        where T : unmanaged =>
        Append(() => _writer.Write<T>((uint)section, values()));

    /// <summary>Records something else to be written.</summary>
    public void Append(Action write) => Append(write, null);

    /// <summary>Records a section of multiples of the generator of G1.</summary>
    /// <param name="section">The section.</param>
    /// <param name="count">Number of points.</param>
    /// <param name="fill">Computes the scalars from a number on.</param>
    public void WriteG1(ProvingKeySection section, int count, FillScalars fill) =>
        WriteChunks<G1Affine>(section, count, fill, static slot => slot.G1, (scalars, points, after) =>
            _plan.Multiples(G1Affine.Generator, scalars, points, after));

    /// <summary>Records a section of multiples of the generator of G2.</summary>
    /// <param name="section">The section.</param>
    /// <param name="count">Number of points.</param>
    /// <param name="fill">Computes the scalars from a number on.</param>
    public void WriteG2(ProvingKeySection section, int count, FillScalars fill) =>
        WriteChunks<G2Affine>(section, count, fill, static slot => slot.G2, (scalars, points, after) =>
            _plan.Multiples(G2Affine.Generator, scalars, points, after));

    /// <summary>Computes and writes all that was recorded.</summary>
    public void Run(ComputeBudget budget) => _device.Run(_plan, budget);

    public void Dispose()
    {
        foreach (Slot slot in _slots)
        {
            slot.Dispose();
        }
    }

    private void WriteChunks<TPoint>(
        ProvingKeySection section,
        int count,
        FillScalars fill,
        Func<Slot, AlignedBuffer<TPoint>> pointsOf,
        Func<ResidentFrVector, FixedMemory<TPoint>, PlanStep, PlanStep> multiply)
        where TPoint : unmanaged
    {
        Append(() => _writer.Begin<TPoint>((uint)section));
        for (int start = 0; start < count; start += Chunk)
        {
            Slot slot = _slots[_chunks++ % SlotCount];
            int first = start;
            int length = Math.Min(Chunk, count - start);
            ResidentFrVector scalars = slot.Scalars(length);
            FixedMemory<TPoint> points = pointsOf(slot).Memory.Slice(0, length);
            CallStep filled = _plan.Call(() => slot.Fill(first, length, fill), [.. slot.LastUse]);
            PlanStep multiplied = multiply(scalars, points, filled);
            slot.LastUse = [Append(() => _writer.Append<TPoint>(points.Span), multiplied)];
        }

        Append(_writer.End);
    }

    private CallStep Append(Action write, PlanStep? after)
    {
        PlanStep[] earlier = [.. new[] { _lastWrite, after }.OfType<PlanStep>()];
        CallStep step = _plan.Call(write, earlier);
        _lastWrite = step;
        return step;
    }

    /// <summary>Computes scalars from number <paramref name="start"/> on.</summary>
    public delegate void FillScalars(int start, Span<Fr> scalars);

    /// <summary>The memory of one chunk; its scalars are secret like the trapdoor and cleared.</summary>
    private sealed class Slot(IComputeDevice device) : IDisposable
    {
        private readonly AlignedBuffer<Fr> _host = new(Chunk);
        private readonly ResidentFrVector _scalars = device.AllocateFr(Chunk);

        public AlignedBuffer<G1Affine> G1 { get; } = new(Chunk);

        public AlignedBuffer<G2Affine> G2 { get; } = new(Chunk);

        /// <summary>What must have run before the memory is used again.</summary>
        public PlanStep[] LastUse { get; set; } = [];

        public ResidentFrVector Scalars(int length) => _scalars.Slice(0, length);

        public void Fill(int start, int length, FillScalars fill)
        {
            Span<Fr> scalars = _host.Span[..length];
            fill(start, scalars);
            using ResidentFrVector part = _scalars.Slice(0, length);
            device.Upload(scalars, part);
        }

        public void Dispose()
        {
            _host.Dispose();
            _scalars.Dispose();
            G1.Dispose();
            G2.Dispose();
        }
    }
}
