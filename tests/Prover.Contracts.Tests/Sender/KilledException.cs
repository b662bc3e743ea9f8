namespace Prover.Contracts.Tests;

/// <summary>The process was killed here.</summary>
internal sealed class KilledException : Exception;
