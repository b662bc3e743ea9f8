using Xunit;
using Xunit.Abstractions;
using Xunit.Sdk;

namespace Prover.Compute.Tests;

/// <summary>A fact of the device contract; skipped with a reason in a class whose device is not on this
/// machine.</summary>
[AttributeUsage(AttributeTargets.Method)]
[XunitTestCaseDiscoverer("Prover.Compute.Tests.DeviceFactDiscoverer", "Prover.Compute.Tests")]
public sealed class DeviceFactAttribute : FactAttribute
{
}

/// <summary>Says why the device of a test class cannot be tested here; null if it can.</summary>
[AttributeUsage(AttributeTargets.Class)]
public abstract class DeviceIsAbsentAttribute : Attribute
{
    public abstract string? Reason { get; }
}

/// <summary>Makes the cases of <see cref="DeviceFactAttribute"/>.</summary>
public sealed class DeviceFactDiscoverer(IMessageSink diagnostics) : IXunitTestCaseDiscoverer
{
    public IEnumerable<IXunitTestCase> Discover(
        ITestFrameworkDiscoveryOptions discoveryOptions, ITestMethod testMethod, IAttributeInfo factAttribute) =>
        [new DeviceTestCase(
            diagnostics,
            discoveryOptions.MethodDisplayOrDefault(),
            discoveryOptions.MethodDisplayOptionsOrDefault(),
            testMethod)];
}

/// <summary>One fact in one class, with the reason of the class for skipping it.</summary>
public sealed class DeviceTestCase : XunitTestCase
{
    [Obsolete("Called by the de-serializer")]
    public DeviceTestCase()
    {
    }

    public DeviceTestCase(
        IMessageSink diagnostics, TestMethodDisplay display, TestMethodDisplayOptions options, ITestMethod method)
        : base(diagnostics, display, options, method)
    {
    }

    protected override string? GetSkipReason(IAttributeInfo factAttribute) =>
        base.GetSkipReason(factAttribute)
        ?? TestMethod.TestClass.Class.ToRuntimeType()
            .GetCustomAttributes(typeof(DeviceIsAbsentAttribute), inherit: true)
            .Cast<DeviceIsAbsentAttribute>()
            .Select(attribute => attribute.Reason)
            .FirstOrDefault();
}
