using Xunit;

namespace Prover.Testing;

/// <summary>A test that needs a broker; where RabbitMQ is not installed it is skipped and says so.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class RabbitFactAttribute : FactAttribute
{
    public RabbitFactAttribute() => Skip = RabbitPackage.WhyNot;
}
