using Prover.Compute;
using Prover.Compute.Native;
using Xunit;

namespace Prover.Groth16.Tests;

/// <summary>Keys and proofs do not depend on the device that made them.</summary>
public sealed class DeviceTests
{
    private static readonly RandomSystem System = new(2024, 3, 700, 600);

    [NativeFact]
    public void Both_devices_make_the_same_key_and_the_same_seeded_proof()
    {
        using var managed = new KeyOnDisk(System, new ManagedDevice(), "one seed");
        using var native = new KeyOnDisk(System, new NativeDevice(), "one seed");

        Assert.Equal(managed.FileHash, native.FileHash);
        Assert.Equal(managed.Prove(System.Assignment, "blinding"), native.Prove(System.Assignment, "blinding"));
    }

    [NativeFact]
    public void Each_device_proves_with_the_key_of_the_other()
    {
        using var managed = new KeyOnDisk(System, new ManagedDevice());
        using var native = new NativeDevice();
        using var resident = new ResidentKey(managed.Key, native);

        Proof proof = Prove.Assignment(resident, System.Assignment, KeyOnDisk.Budget);

        Assert.True(Verify.Proof(managed.VerifyingKey, proof, System.PublicInputs));
    }
}
