using Prover.Rollup;

namespace Prover.Witness;

/// <summary>A block whose envelope was checked in every part. Only <see cref="EnvelopeChecker"/> makes one.</summary>
public sealed class CheckedBlock
{
    private readonly byte[] _diff;

    internal CheckedBlock(ExecutedBlock block, byte[] diff, in PublicInputs inputs)
    {
        Block = block;
        _diff = diff;
        Inputs = inputs;
    }

    /// <summary>The block, executed again from what the envelope carries.</summary>
    public ExecutedBlock Block { get; }

    /// <summary>The bytes to be posted.</summary>
    public ReadOnlyMemory<byte> Diff => _diff;

    /// <summary>The public inputs of its proof.</summary>
    public PublicInputs Inputs { get; }
}
