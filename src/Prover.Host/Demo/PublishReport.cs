namespace Prover.Host.Demo;

/// <summary>What became of the blocks.</summary>
/// <param name="Published">Blocks that the service took.</param>
/// <param name="Final">Blocks that it told to be final.</param>
/// <param name="Root">The root that the last block leads to.</param>
/// <param name="RootMatches">Whether L1 has that root, after as many blocks.</param>
/// <param name="Rebuilt">Whether what the contract emitted leads to it.</param>
internal sealed record PublishReport(int Published, int Final, string Root, bool RootMatches, bool Rebuilt)
{
    /// <summary>Whether all is as it should be.</summary>
    public bool IsGood => Final == Published && RootMatches && Rebuilt;
}
