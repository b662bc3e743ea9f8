using Prover.Algebra;

namespace Prover.Rollup;

/// <summary>The public inputs of the block circuit, in this order.</summary>
/// <param name="C">The sponge over W.</param>
/// <param name="Z">The challenge.</param>
/// <param name="Y">W evaluated at z.</param>
public readonly record struct PublicInputs(Fr C, Fr Z, Fr Y)
{
    /// <summary>The public inputs of a sealed block and the bytes to be posted with it.</summary>
    public static PublicInputs Of(ExecutedBlock block, ReadOnlySpan<byte> diff)
    {
        ArgumentNullException.ThrowIfNull(block);
        Fr[] words = PublicWords.Of(block);
        Fr c = BlockBinding.Commit(words);
        Fr z = BlockBinding.Challenge(in c, block.Header, words, diff);
        return new PublicInputs(c, z, BlockBinding.Evaluate(words, in z));
    }
}
