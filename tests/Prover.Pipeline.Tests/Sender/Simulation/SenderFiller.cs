namespace Prover.Pipeline.Tests.Sender;

/// <summary>What is known of payments.</summary>
internal static class SenderFiller
{
    /// <summary>Their gas.</summary>
    public const ulong Gas = 21_000;
}
