using Xunit.Abstractions;

namespace Prover.Compute.Tests;

public sealed class ManagedDeviceTests(ITestOutputHelper output) : DeviceContract(new ManagedDevice(), output);

[VectorUnitIsAbsent(wide: false)]
public sealed class ManagedFourLanesDeviceTests(ITestOutputHelper output)
    : DeviceContract(new ManagedDevice(VectorUnit.Narrow), output);

public sealed class ManagedScalarDeviceTests(ITestOutputHelper output)
    : DeviceContract(new ManagedDevice(null), output);
