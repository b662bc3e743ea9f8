namespace Prover.Host.Demo;

/// <summary>What the demo was asked to do.</summary>
/// <param name="TransfersFile">CSV of transfers; null for the sample that comes with the program.</param>
/// <param name="Blocks">Blocks to seal, at least 1; the last of several is partly filled.</param>
/// <param name="Seed">From which the keys of the rollup accounts are derived.</param>
/// <param name="L1">A running node; null to start one.</param>
/// <param name="JsonFile">Where the report goes as JSON; null for nowhere.</param>
/// <param name="Circuit">The block circuit.</param>
/// <param name="Preset">Its size; null for the default one.</param>
/// <param name="Device">Where to compute.</param>
internal sealed record DemoOptions(
    string? TransfersFile,
    int Blocks,
    ulong Seed,
    Uri? L1,
    string? JsonFile,
    string Circuit,
    string? Preset,
    string Device);
