using System.Globalization;
using Microsoft.Extensions.Logging;
using Prover.Compute;
using Prover.Host.Catalog;
using Prover.Host.Cli;
using Prover.Host.Service.Logs;
using Prover.Host.Service.Node;
using Prover.Host.Service.Settings;
using Prover.Pipeline;

namespace Prover.Host.Service.StartUp;

/// <summary>The devices of this process with the keys on them.</summary>
internal sealed class LocalProvers : IDisposable
{
    private readonly List<IComputeDevice> devices = [];
    private readonly List<CircuitProver> provers = [];
    private readonly List<IBlockProver> all = [];

    /// <summary>One for each device.</summary>
    public IReadOnlyList<IBlockProver> All => all;

    /// <summary>Opens the devices and loads the keys.</summary>
    /// <exception cref="DeviceException">A device does not work here.</exception>
    public static LocalProvers Open(
        ProverSettings settings,
        ServedCircuits circuits,
        NodeControl control,
        ILogger log,
        Func<IBlockProver, IBlockProver> around)
    {
        LocalProvers opened = new();
        try
        {
            foreach (string name in settings.Devices)
            {
                control.Step = $"loading keys into device {name}";
                ChosenDevice chosen = DeviceChoice.Choose(name, Devices.All);
                opened.devices.Add(chosen.Device);
                string why = chosen.FallbackReason is { } reason ? $", because {reason}" : "";
                log.Said($"device {chosen.Device.Name}: {chosen.Device.Description}{why}");
                int threads = settings.Threads == 0 ? Environment.ProcessorCount : settings.Threads;
                CircuitProver prover = new(chosen.Device, circuits.Provable, threads);
                opened.provers.Add(prover);
                opened.all.Add(around(prover));
            }

            return opened;
        }
        catch
        {
            opened.Dispose();
            throw;
        }
    }

    /// <summary>Makes a proof of an empty block on each device and verifies it; how long that took in all.</summary>
    /// <exception cref="CommandException">One does not verify.</exception>
    public string WarmUp(ServedCircuits circuits, NodeControl control, TimeProvider clock, CancellationToken cancel)
    {
        long began = clock.GetTimestamp();
        foreach (CircuitProver prover in provers)
        {
            foreach (ServedCircuit circuit in circuits.All)
            {
                control.Step = $"a first proof of {circuit.Name} on {prover.Device}";
                using IPreparedBlock block = prover.Prepare(EmptyBlock.Envelope(circuit), cancel);
                ReadOnlyMemory<byte> proof = prover.Prove(block, new Progress<double>(), cancel);
                if (!prover.Verify(block, proof.Span))
                {
                    throw new CommandException(
                        ExitCode.InvalidProof,
                        $"the first proof of {circuit.Name} on device {prover.Device} does not verify");
                }
            }
        }

        TimeSpan took = clock.GetElapsedTime(began);
        return string.Create(CultureInfo.InvariantCulture, $"warm-up proof {took.TotalSeconds:0.0} s verified");
    }

    public void Dispose()
    {
        foreach (CircuitProver prover in provers)
        {
            prover.Dispose();
        }

        foreach (IComputeDevice device in devices)
        {
            device.Dispose();
        }
    }
}
