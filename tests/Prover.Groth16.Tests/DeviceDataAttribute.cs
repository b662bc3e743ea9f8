using System.Reflection;
using Prover.Compute;
using Prover.Compute.Native;
using Xunit.Sdk;

namespace Prover.Groth16.Tests;

/// <summary>Runs a theory on a device, given by its name; skipped with the reason where the device is not.</summary>
[AttributeUsage(AttributeTargets.Method, AllowMultiple = true)]
internal sealed class DeviceDataAttribute : DataAttribute
{
    private readonly string _name;

    public DeviceDataAttribute(string name)
    {
        _name = name;
        Skip = name == NativeDevice.DeviceName ? NativeLibraryLoader.Load().Reason : null;
    }

    public static IComputeDevice Make(string name) =>
        name == NativeDevice.DeviceName ? new NativeDevice() : new ManagedDevice();

    public override IEnumerable<object[]> GetData(MethodInfo testMethod) => [[_name]];
}
