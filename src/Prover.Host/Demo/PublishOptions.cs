using Prover.Rollup;

namespace Prover.Host.Demo;

/// <summary>What the demo's sequencer was asked to do.</summary>
/// <param name="To">Where the service takes blocks.</param>
/// <param name="Token">The door's token; null if it wants none.</param>
/// <param name="L1">The node.</param>
/// <param name="Contract">The rollup, without blocks.</param>
/// <param name="TransfersFile">CSV of transfers; null for the sample that comes with the program.</param>
/// <param name="Blocks">Blocks to seal, at least 1.</param>
/// <param name="Seed">From which the keys of the rollup accounts are derived.</param>
/// <param name="Circuit">The block circuit.</param>
/// <param name="Preset">Its size; null for the default one.</param>
internal sealed record PublishOptions(
    Uri To,
    string? Token,
    Uri L1,
    EthAddress Contract,
    string? TransfersFile,
    int Blocks,
    ulong Seed,
    string Circuit,
    string? Preset)
{
    /// <summary>Everything but the token.</summary>
    public override string ToString() => $"{Blocks} blocks of {Circuit} to {To.Host}:{To.Port}";
}
