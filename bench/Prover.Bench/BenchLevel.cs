using BenchmarkDotNet.Jobs;
using Prover.Compute;
using Prover.Compute.Native;

namespace Prover.Bench;

/// <summary>One instruction-set level: a device, and what makes it compute at that level.</summary>
/// <param name="Name">The job's name in the tables.</param>
/// <param name="Device">The device's name.</param>
/// <param name="Isa">For the native device: the level of its library.</param>
/// <param name="RuntimeSwitch">For the managed device: the variable that takes instructions away, set to 0.</param>
internal sealed record BenchLevel(string Name, string Device, NativeIsa? Isa, string? RuntimeSwitch)
{
    private const string DeviceVariable = "PROVER_BENCH_DEVICE";
    private const string IsaVariable = "PROVER_BENCH_ISA";

    /// <summary>All levels that exist, whether available here or not.</summary>
    /// <remarks>Taking AVX2 away takes AVX-512 and BMI2 with it; the last switch takes all.</remarks>
    public static IReadOnlyList<BenchLevel> All { get; } =
    [
        new("portable", NativeDevice.DeviceName, NativeIsa.Portable, null),
        new("adx", NativeDevice.DeviceName, NativeIsa.Adx, null),
        new("ifma", NativeDevice.DeviceName, NativeIsa.Ifma, null),
        new("managed", ManagedDevice.DeviceName, null, null),
        new("managed-avx2", ManagedDevice.DeviceName, null, "DOTNET_EnableAVX512"),
        new("managed-sse", ManagedDevice.DeviceName, null, "DOTNET_EnableAVX2"),
        new("managed-scalar", ManagedDevice.DeviceName, null, "DOTNET_EnableHWIntrinsic"),
    ];

    /// <summary>Whether this machine and this build have it.</summary>
    public bool IsAvailable =>
        Isa is not NativeIsa isa
        || (NativeLibraryLoader.Load().IsLoaded && NativeInfo.AvailableIsas.Contains(isa));

    /// <summary>The device of the level that this process was started for; without one the best device.</summary>
    /// <exception cref="DeviceException">It does not work here.</exception>
    public static IComputeDevice OpenDevice()
    {
        string? isa = Environment.GetEnvironmentVariable(IsaVariable);
        if (!string.IsNullOrEmpty(isa))
        {
            NativeInfo.SelectIsa(Enum.Parse<NativeIsa>(isa));
        }

        string device = Environment.GetEnvironmentVariable(DeviceVariable) ?? DeviceChoice.Auto;
        DeviceFactory managed = new(ManagedDevice.DeviceName, () => new ManagedDevice());
        return DeviceChoice.Choose(device, [NativeDevice.Factory(), managed]).Device;
    }

    /// <summary>A job that runs benches in a process of this level.</summary>
    public Job On(Job job)
    {
        List<EnvironmentVariable> variables = [new(DeviceVariable, Device)];
        if (Isa is NativeIsa isa)
        {
            variables.Add(new EnvironmentVariable(IsaVariable, isa.ToString()));
        }

        if (RuntimeSwitch is not null)
        {
            variables.Add(new EnvironmentVariable(RuntimeSwitch, "0"));
        }

        return job.WithEnvironmentVariables([.. variables]).WithId(Name);
    }
}
