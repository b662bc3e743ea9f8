namespace Prover.Rollup;

/// <summary>One read and write of one account.</summary>
/// <param name="Time">From 1, by the position of the slot: see <see cref="BlockCapacities"/>.</param>
/// <param name="Index">The account.</param>
/// <param name="Before">What was read.</param>
/// <param name="After">What was written.</param>
public sealed record Access(int Time, uint Index, AccountState Before, AccountState After);
