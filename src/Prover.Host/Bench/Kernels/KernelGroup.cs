using Prover.Compute;
using Prover.Host.Bench.Setting;

namespace Prover.Host.Bench.Kernels;

/// <summary>Cases that share inputs, which are let go of after the last of them.</summary>
internal sealed class KernelGroup(IReadOnlyList<KernelCase> cases, IDisposable? inputs) : IDisposable
{
    /// <summary>The log of the circuit whose proofs are verified: four links.</summary>
    private const int VerifyLog = 10;

    /// <summary>The cases, in the order in which they are to run.</summary>
    public IReadOnlyList<KernelCase> Cases { get; } = cases;

    /// <summary>Groups the specs; each group is made when its turn comes.</summary>
    public static IEnumerable<KernelGroup> Of(
        IReadOnlyList<KernelSpec> specs, IComputeDevice device, TemporaryKeys keys, ulong seed)
    {
        foreach (IGrouping<string, KernelSpec> part in specs.GroupBy(SharedInputs))
        {
            yield return Make([.. part], device, keys, seed);
        }
    }

    public void Dispose()
    {
        foreach (KernelCase one in Cases)
        {
            one.Dispose();
        }

        inputs?.Dispose();
    }

    /// <summary>Kernels with the same answer share inputs.</summary>
    private static string SharedInputs(KernelSpec spec)
    {
        return spec.Name switch
        {
            KernelNames.Setup or KernelNames.Prove => $"chain {spec.Size}",
            KernelNames.Verify or KernelNames.VerifyBatch => "verify",
            _ => spec.Name,
        };
    }

    private static KernelGroup Make(KernelSpec[] specs, IComputeDevice device, TemporaryKeys keys, ulong seed)
    {
        int largest = specs.Max(spec => spec.Size);
        switch (specs[0].Name)
        {
            case KernelNames.FieldProduct:
                return new KernelGroup([new FieldProductCase(device, seed)], null);
            case KernelNames.MsmG1:
                var g1 = new MsmG1Inputs(device, largest, seed);
                return new KernelGroup([.. specs.Select(spec => new MsmG1Case(spec, device, g1))], g1);
            case KernelNames.MsmG2:
                var g2 = new MsmG2Inputs(device, largest, seed);
                return new KernelGroup([.. specs.Select(spec => new MsmG2Case(spec, device, g2))], g2);
            case KernelNames.Ntt:
                return new KernelGroup([.. specs.Select(spec => Ntt(spec, device, seed))], null);
            case KernelNames.Verify or KernelNames.VerifyBatch:
                var small = new ChainInputs(VerifyLog, device, keys, seed);
                return new KernelGroup([.. specs.Select(spec => new VerifyCase(spec, device, small))], small);
            default:
                var chain = new ChainInputs(int.Log2(largest), device, keys, seed);
                return new KernelGroup([.. specs.Select(spec => OfChain(spec, chain))], chain);
        }
    }

    private static NttCase Ntt(KernelSpec spec, IComputeDevice device, ulong seed)
    {
        return new NttCase(spec, device, new SeededNumbers(seed).NextFr());
    }

    private static KernelCase OfChain(KernelSpec spec, ChainInputs chain)
    {
        return spec.Name == KernelNames.Setup ? new SetupCase(spec, chain) : new ProveCase(spec, chain);
    }
}
