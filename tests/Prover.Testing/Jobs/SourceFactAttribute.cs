using Xunit;
using Xunit.Abstractions;
using Xunit.Sdk;

namespace Prover.Testing;

/// <summary>A fact of the contract of work sources; skipped with a reason in a class whose source cannot run
/// here.</summary>
[AttributeUsage(AttributeTargets.Method)]
[XunitTestCaseDiscoverer("Prover.Testing.SourceFactDiscoverer", "Prover.Testing")]
public sealed class SourceFactAttribute : FactAttribute
{
}

/// <summary>Says why the source of a test class cannot be tested here; null if it can.</summary>
[AttributeUsage(AttributeTargets.Class)]
public abstract class SourceIsAbsentAttribute : Attribute
{
    /// <summary>The reason.</summary>
    public abstract string? Reason { get; }
}

/// <summary>Makes the cases of <see cref="SourceFactAttribute"/>.</summary>
public sealed class SourceFactDiscoverer(IMessageSink diagnostics) : IXunitTestCaseDiscoverer
{
    /// <inheritdoc/>
    public IEnumerable<IXunitTestCase> Discover(
        ITestFrameworkDiscoveryOptions discoveryOptions, ITestMethod testMethod, IAttributeInfo factAttribute) =>
        [new SourceTestCase(
            diagnostics,
            discoveryOptions.MethodDisplayOrDefault(),
            discoveryOptions.MethodDisplayOptionsOrDefault(),
            testMethod)];
}

/// <summary>One fact in one class, with the reason of the class for skipping it.</summary>
public sealed class SourceTestCase : XunitTestCase
{
    /// <summary>For the de-serializer.</summary>
    [Obsolete("Called by the de-serializer")]
    public SourceTestCase()
    {
    }

    /// <summary>A case.</summary>
    public SourceTestCase(
        IMessageSink diagnostics, TestMethodDisplay display, TestMethodDisplayOptions options, ITestMethod method)
        : base(diagnostics, display, options, method)
    {
    }

    /// <inheritdoc/>
    protected override string? GetSkipReason(IAttributeInfo factAttribute) =>
        base.GetSkipReason(factAttribute)
        ?? TestMethod.TestClass.Class.ToRuntimeType()
            .GetCustomAttributes(typeof(SourceIsAbsentAttribute), inherit: true)
            .Cast<SourceIsAbsentAttribute>()
            .Select(attribute => attribute.Reason)
            .FirstOrDefault();
}
