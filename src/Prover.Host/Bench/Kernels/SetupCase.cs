using Prover.Compute;
using Prover.Groth16;
using Prover.Host.Cli;
using Assigned = Prover.Circuits.Witness;

namespace Prover.Host.Bench.Kernels;

/// <summary>groth16.setup: a development key for the Poseidon chain, from the compiled circuit to the file.</summary>
/// <remarks>With the same seed every run writes the same bytes. The first key must also prove.</remarks>
internal sealed class SetupCase(KernelSpec spec, ChainInputs inputs) : KernelCase(spec)
{
    private byte[]? first;
    private byte[] last = [];

    public override void Prepare(ComputeBudget budget) => _ = inputs.Circuit;

    public override void Run(int repetitions, ComputeBudget budget)
    {
        for (int i = 0; i < repetitions; i++)
        {
            last = inputs.MakeKey(budget);
        }
    }

    public override bool IsRight(int repetitions)
    {
        first ??= Proves() ? last : [];
        return last.AsSpan().SequenceEqual(first);
    }

    public override CommandException WrongResult(IComputeDevice device)
    {
        return new CommandException(
            ExitCode.Device,
            $"device {device.Name} makes a key for {Spec} that proves nothing, or another one each time: no figures");
    }

    private bool Proves()
    {
        ComputeBudget budget = ComputeBudget.AllThreads();
        using Assigned witness = inputs.Solve();
        ResidentKey key = inputs.Key(budget);
        try
        {
            Proof proof = Groth16.Prove.Witness(key, witness, budget);
            return Groth16.Verify.Proof(key.Key.VerifyingKey, proof, witness.PublicInputs);
        }
        catch (Exception failure) when (failure is UnverifiedProofException or DeviceException)
        {
            return false;
        }
        finally
        {
            inputs.CloseKey();
        }
    }
}
