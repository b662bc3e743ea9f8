namespace Prover.Pipeline.Tests.Sender;

/// <summary>The process was killed here.</summary>
internal sealed class ProcessDiedException : Exception;
