using System.Reflection;
using Prover.Circuits;
using Prover.Host.Cli;
using Prover.Rollup;
using Prover.Witness;

namespace Prover.Host.Catalog;

/// <summary>A circuit in one size, ready to be made and compiled.</summary>
/// <param name="Manifest">Where it comes from.</param>
/// <param name="Capacities">Its size; null for a circuit that has only one.</param>
internal sealed record CircuitSource(CircuitManifest Manifest, BlockCapacities? Capacities)
{
    /// <summary>The circuit that a name and a preset stand for; without a preset the default one.</summary>
    /// <exception cref="CommandException">There is no such circuit or preset.</exception>
    public static CircuitSource Find(string name, string? preset)
    {
        CircuitManifest manifest = CircuitCatalog.Find(name);
        return new CircuitSource(manifest, CapacitiesOf(manifest, preset ?? manifest.DefaultPreset));
    }

    /// <summary>The capacities of a preset; null where none is named.</summary>
    /// <exception cref="CommandException">The circuit has no such preset.</exception>
    public static BlockCapacities? CapacitiesOf(CircuitManifest manifest, string? preset)
    {
        if (preset is null)
        {
            return null;
        }

        if (!manifest.Presets.TryGetValue(preset, out BlockPreset? size))
        {
            string known = manifest.Presets.Count == 0 ? "it has none" : string.Join(", ", manifest.Presets.Keys);
            throw new CommandException(ExitCode.Usage, $"{manifest.Id} has no preset '{preset}': {known}");
        }

        return new BlockCapacities(
            size.L1Slots, size.Withdrawals, size.Transfers, size.Touched, size.NewAccounts);
    }

    /// <summary>The circuit without values.</summary>
    /// <exception cref="CommandException">The assembly or type is not there, or it is not a circuit.</exception>
    public ICircuit Create()
    {
        return Instantiate() switch
        {
            ICircuit circuit => circuit,
            IBlockCircuit block => block.Create(),
            _ => throw new CommandException(ExitCode.FileMismatch, $"{Manifest.Id}: {Manifest.Type} is not a circuit"),
        };
    }

    /// <summary>The circuit as one that proves blocks.</summary>
    /// <exception cref="CommandException">It does not prove blocks, or is not there.</exception>
    public IBlockCircuit CreateForBlocks()
    {
        return Instantiate() as IBlockCircuit
            ?? throw new CommandException(ExitCode.Usage, $"{Manifest.Id} is not a circuit that proves blocks");
    }

    /// <summary>Compiles the circuit.</summary>
    public CompiledCircuit Compile()
    {
        return CompiledCircuit.Compile(Create());
    }

    private object Instantiate()
    {
        object?[] arguments = Capacities is null ? [] : [Capacities];
        try
        {
            return Activator.CreateInstance(LoadType(), arguments)!;
        }
        catch (MissingMethodException failure)
        {
            throw new CommandException(
                ExitCode.FileMismatch, $"{Manifest.Id}: {Manifest.Type} cannot be made: {failure.Message}", failure);
        }
        catch (TargetInvocationException failure) when (failure.InnerException is ArgumentException reason)
        {
            throw new CommandException(ExitCode.Usage, $"{Manifest.Id}: {reason.Message}", reason);
        }
    }

    private Type LoadType()
    {
        try
        {
            return Assembly.Load(new AssemblyName(Manifest.Assembly)).GetType(Manifest.Type, throwOnError: true)!;
        }
        catch (Exception failure) when (failure is IOException or BadImageFormatException or TypeLoadException)
        {
            throw new CommandException(
                ExitCode.FileMismatch,
                $"{Manifest.Id}: type {Manifest.Type} of assembly {Manifest.Assembly} is not there;"
                + " build the circuit first",
                failure);
        }
    }
}
