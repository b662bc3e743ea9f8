using Prover.Compute.Native;
using Xunit;
using Xunit.Abstractions;

namespace Prover.Compute.Tests;

/// <summary>The level is a setting of the process: classes that select one do not run at the same time.</summary>
[CollectionDefinition(Name)]
public static class NativeLevel
{
    public const string Name = "native level";

    public static NativeDevice Device(NativeIsa isa)
    {
        NativeInfo.SelectIsa(isa);
        return new NativeDevice();
    }
}

[NativeIsAbsent(NativeIsa.Portable)]
[Collection(NativeLevel.Name)]
public sealed class NativePortableDeviceTests(ITestOutputHelper output)
    : DeviceContract(NativeLevel.Device(NativeIsa.Portable), output);

[NativeIsAbsent(NativeIsa.Adx)]
[Collection(NativeLevel.Name)]
public sealed class NativeAdxDeviceTests(ITestOutputHelper output)
    : DeviceContract(NativeLevel.Device(NativeIsa.Adx), output);

[NativeIsAbsent(NativeIsa.Ifma)]
[Collection(NativeLevel.Name)]
public sealed class NativeIfmaDeviceTests(ITestOutputHelper output)
    : DeviceContract(NativeLevel.Device(NativeIsa.Ifma), output);
