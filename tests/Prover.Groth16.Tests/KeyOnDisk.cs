using Prover.Algebra;
using Prover.Circuits;
using Prover.Compute;

namespace Prover.Groth16.Tests;

/// <summary>A development key in a folder of its own, loaded on a device; everything is gone after the test.</summary>
internal sealed class KeyOnDisk : IDisposable
{
    public static readonly ComputeBudget Budget = new(2);

    private readonly IComputeDevice _device;
    private readonly CompiledCircuit? _circuit;

    public KeyOnDisk(RandomSystem system, IComputeDevice? device = null, string seed = "")
        : this(device) => Load(Setup.Development(system.R1cs, system.Id, Path, _device, Budget, Bytes(seed)));

    public KeyOnDisk(CompiledCircuit circuit, IComputeDevice? device = null, string seed = "")
        : this(device)
    {
        _circuit = circuit;
        Load(Setup.Development(circuit, Path, _device, Budget, Bytes(seed)));
    }

    private KeyOnDisk(IComputeDevice? device)
    {
        _device = device ?? new ManagedDevice();
        Folder = Directory.CreateTempSubdirectory("groth16-").FullName;
        Path = System.IO.Path.Combine(Folder, "some.key");
    }

    public string Folder { get; }

    public string Path { get; }

    public byte[] FileHash { get; private set; } = [];

    public ProvingKey Key { get; private set; } = null!;

    public ResidentKey Resident { get; private set; } = null!;

    public VerifyingKey VerifyingKey => Key.VerifyingKey;

    public Proof Prove(ReadOnlySpan<Fr> assignment, string seed = "") =>
        Groth16.Prove.Assignment(Resident, assignment, Budget, Bytes(seed));

    public void Dispose()
    {
        Resident?.Dispose();
        Key?.Dispose();
        _device.Dispose();
        Directory.Delete(Folder, recursive: true);
    }

    private static byte[] Bytes(string seed) => System.Text.Encoding.UTF8.GetBytes(seed);

    private void Load(byte[] hash)
    {
        FileHash = hash;
        Key = ProvingKey.Open(Path);
        Resident = new ResidentKey(Key, _device, _circuit);
    }
}
