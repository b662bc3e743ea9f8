using Xunit.Abstractions;

namespace Prover.Compute.Tests;

public sealed class ManagedDeviceTests(ITestOutputHelper output) : DeviceContract(new ManagedDevice(), output);
