using Xunit;

namespace Prover.Compute.Tests;

public sealed class DeviceChoiceTests
{
    private static readonly DeviceFactory Absent =
        new("fast", () => throw new DeviceException("libfast.so is not there"));

    private static readonly DeviceFactory Present = new(ManagedDevice.DeviceName, () => new ManagedDevice());

    [Fact]
    public void Auto_takes_the_first_device_that_works_and_says_why()
    {
        ChosenDevice chosen = DeviceChoice.Choose(DeviceChoice.Auto, [Absent, Present]);

        Assert.Equal(ManagedDevice.DeviceName, chosen.Device.Name);
        Assert.Equal("fast: libfast.so is not there", chosen.FallbackReason);
        chosen.Device.Dispose();
    }

    [Fact]
    public void The_first_choice_needs_no_reason()
    {
        ChosenDevice chosen = DeviceChoice.Choose(DeviceChoice.Auto, [Present, Absent]);

        Assert.Null(chosen.FallbackReason);
        chosen.Device.Dispose();
    }

    [Fact]
    public void A_device_asked_for_by_name_is_never_replaced()
    {
        DeviceException failure = Assert.Throws<DeviceException>(
            () => DeviceChoice.Choose("fast", [Absent, Present]));

        Assert.Equal("libfast.so is not there", failure.Message);
        Assert.Equal("managed", DeviceChoice.Choose("managed", [Absent, Present]).Device.Name);
    }

    [Fact]
    public void An_unknown_name_is_answered_with_the_known_ones()
    {
        DeviceException failure = Assert.Throws<DeviceException>(
            () => DeviceChoice.Choose("quantum", [Absent, Present]));

        Assert.Equal("Expected a device out of auto, fast, managed; found 'quantum'.", failure.Message);
    }

    [Fact]
    public void Nothing_that_works_is_an_error_with_all_reasons()
    {
        DeviceException failure = Assert.Throws<DeviceException>(() => DeviceChoice.Choose("auto", [Absent, Absent]));

        Assert.Contains("fast: libfast.so is not there; fast: libfast.so is not there", failure.Message);
    }
}
