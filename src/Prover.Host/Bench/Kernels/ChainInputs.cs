using Prover.Algebra;
using Prover.Circuits;
using Prover.Compute;
using Prover.Groth16;
using Prover.Host.Bench.Setting;
using Assigned = Prover.Circuits.Witness;
using Chain = Prover.Circuit.PoseidonChain.PoseidonChain;

namespace Prover.Host.Bench.Kernels;

/// <summary>Circuit, key and assignments of one size of the Poseidon chain; each made when it is first
/// needed.</summary>
/// <param name="log">Constraints: as many links as fit a domain of 2^log.</param>
/// <param name="device">The device that is measured.</param>
/// <param name="keys">Where the key lies.</param>
/// <param name="seed">Where trapdoor, blinding and the starts of chains come from.</param>
internal sealed class ChainInputs(int log, IComputeDevice device, TemporaryKeys keys, ulong seed) : IDisposable
{
    private readonly SeededNumbers numbers = new(seed);
    private CompiledCircuit? circuit;
    private ProvingKey? key;
    private ResidentKey? resident;

    /// <summary>The key's file; the setup writes it.</summary>
    public string KeyFile { get; } = keys.File($"chain-{log}.key");

    /// <summary>The constraint system.</summary>
    public CompiledCircuit Circuit => circuit ??= CompiledCircuit.Compile(new Chain(Links));

    private int Links => Chain.LinksThatFill(log);

    /// <summary>Makes the key, always the same for the same seed.</summary>
    /// <returns>The hash of the file.</returns>
    public byte[] MakeKey(ComputeBudget budget)
    {
        return Setup.Development(Circuit, KeyFile, device, budget, BitConverter.GetBytes(seed));
    }

    /// <summary>The key on the device; made first if there is no file yet.</summary>
    public ResidentKey Key(ComputeBudget budget)
    {
        if (!File.Exists(KeyFile))
        {
            MakeKey(budget);
        }

        key ??= ProvingKey.Open(KeyFile, verifyHashes: false);
        return resident ??= new ResidentKey(key, device);
    }

    /// <summary>Lets go of the key, so that its file can be replaced.</summary>
    public void CloseKey()
    {
        resident?.Dispose();
        key?.Dispose();
        (resident, key) = (null, null);
    }

    /// <summary>A solved chain from the next start of the seed.</summary>
    public Assigned Solve()
    {
        Fr start = numbers.NextFr();
        return Circuit.Solve(Chain.Assign(Links, in start));
    }

    /// <summary>Lets go of the constraint system: a prover works with the key alone.</summary>
    public void ForgetCircuit() => circuit = null;

    public void Dispose()
    {
        CloseKey();
        File.Delete(KeyFile);
    }
}
