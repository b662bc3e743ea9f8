using Xunit;

namespace Prover.Compute.Tests;

public sealed class InstructionChoiceTests
{
    [Fact]
    public void Vectors_are_those_that_the_runtime_may_use()
    {
        // Leaving AVX2 out takes AVX-512 with it, and leaving all out takes both.
        bool none = IsOff("DOTNET_EnableHWIntrinsic") || IsOff("DOTNET_EnableAVX2");
        if (none)
        {
            Assert.Null(VectorUnit.Best);
        }

        if (none || IsOff("DOTNET_EnableAVX512"))
        {
            Assert.Null(VectorUnit.Wide);
        }

        Assert.Same(VectorUnit.Wide ?? VectorUnit.Narrow, VectorUnit.Best);
    }

    [Fact]
    public void The_description_names_the_vectors()
    {
        using var device = new ManagedDevice();
        using var scalar = new ManagedDevice(null);

        Assert.Equal($"managed: C#, {VectorUnit.Best?.Description ?? "4 limbs of 64 bits"}", device.Description);
        Assert.Equal("managed: C#, 4 limbs of 64 bits", scalar.Description);
    }

    private static bool IsOff(string setting) => Environment.GetEnvironmentVariable(setting) == "0";
}
