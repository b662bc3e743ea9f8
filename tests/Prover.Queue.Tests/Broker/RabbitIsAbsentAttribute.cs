namespace Prover.Queue.Tests;

/// <summary>Skips a contract where RabbitMQ is not installed.</summary>
internal sealed class RabbitIsAbsentAttribute : SourceIsAbsentAttribute
{
    public override string? Reason => RabbitPackage.WhyNot;
}
