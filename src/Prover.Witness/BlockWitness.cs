namespace Prover.Witness;

/// <summary>A checked block with the full assignment of its circuit; disposing it clears the assignment.</summary>
/// <param name="Block">The block.</param>
/// <param name="Values">The value of every wire; secret.</param>
public sealed record BlockWitness(CheckedBlock Block, Circuits.Witness Values) : IDisposable
{
    /// <inheritdoc/>
    public void Dispose() => Values.Dispose();

    /// <summary>The block only: values of wires never reach a text.</summary>
    public override string ToString() => $"Witness of block {Block.Block.Header.Number}";
}
