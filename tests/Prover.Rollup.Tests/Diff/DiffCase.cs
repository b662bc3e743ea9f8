namespace Prover.Rollup.Tests;

/// <summary>One case of tests/vectors/diff/cases.json; see SOURCE.md there.</summary>
internal sealed record DiffCase(
    string Name,
    BlockCapacities Capacities,
    ulong AccountCount,
    string Bytes,
    string? Error,
    DiffWords? Words);

/// <summary>What a valid case decodes to: the words that the contract places, as 32-byte hexadecimal numbers.</summary>
internal sealed record DiffWords(
    IReadOnlyList<int> PayoutSlots,
    IReadOnlyList<string> Payouts,
    IReadOnlyList<string> Touched,
    IReadOnlyList<string> Created,
    IReadOnlyList<string> Withdrawals);
