using Prover.Host.Catalog;
using Prover.Host.Cli;
using Prover.Host.Service.Settings;

namespace Prover.Host.Doctor;

/// <summary>All that <c>prover serve</c> needs of the machine and of others, looked at once.</summary>
internal static class Examination
{
    /// <summary>The findings, in the order in which a start would need things.</summary>
    /// <exception cref="CommandException">A secret that settings name cannot be read.</exception>
    public static async Task<IReadOnlyList<Finding>> RunAsync(
        ServiceSettings settings, Stages stages, TimeProvider clock, CancellationToken cancel)
    {
        bool isNode = settings.Node.Role == NodeRole.Node;
        List<Finding> findings = [];
        bool proves = settings.Worker.Enabled || !isNode;
        if (proves)
        {
            findings.AddRange(settings.Prover.Devices.SelectMany(name => DeviceFindings.Look(name, Devices.All)));
        }

        using KeyFindings keys = new(settings.Prover, stages, cancel);
        findings.AddRange(keys.Look());
        findings.Add(MemoryFindings.Look(
            [.. keys.Good.Select(circuit => circuit.Provable.Key)],
            MachineMemory.Available(),
            settings.Prover.MemoryBudget?.Bytes,
            proves ? settings.Prover.Devices.Count : 0));
        findings.Add(await QueueFindings.LookAsync(settings.Queue, clock, cancel).ConfigureAwait(false));
        if (!isNode)
        {
            findings.Add(await PayloadFindings.LookAsync(settings.Worker, cancel).ConfigureAwait(false));
        }
        else
        {
            findings.Add(StoreFindings.Look(settings.Store.Folder!));
            L1Findings l1 = new(settings.L1, clock, cancel);
            findings.AddRange(await l1.LookAsync(keys.Good).ConfigureAwait(false));
            findings.AddRange(l1.ChainId is { } chain ? keys.LookFor(chain) : []);
        }

        return findings;
    }
}
