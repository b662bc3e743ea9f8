using Prover.Compute;
using Prover.Compute.Native;

namespace Prover.Host.Bench.Setting;

/// <summary>The instruction-set levels of the native library by their names on the command line.</summary>
internal static class NativeLevels
{
    /// <summary>Stands for the best level that this CPU has.</summary>
    public const string Auto = "auto";

    /// <summary>All names, whether available here or not.</summary>
    public static string[] Names { get; } = [.. Enum.GetValues<NativeIsa>().Select(NameOf)];

    /// <summary>The name of a level.</summary>
    public static string NameOf(NativeIsa isa) => isa.ToString().ToLowerInvariant();

    /// <summary>The level of a name, if it is one of those that are available.</summary>
    /// <exception cref="DeviceException">It is not.</exception>
    public static NativeIsa Find(string name, IReadOnlyList<NativeIsa> available)
    {
        NativeIsa isa = Enum.Parse<NativeIsa>(name, ignoreCase: true);
        return isa == NativeIsa.Auto || available.Contains(isa)
            ? isa
            : throw new DeviceException(
                $"native: this CPU and this library have the levels {string.Join(", ", available.Select(NameOf))};"
                + $" found --isa {name}");
    }

    /// <summary>Selects a level for the whole process, before any device is made.</summary>
    /// <exception cref="DeviceException">The library is missing or lacks the level.</exception>
    public static void Select(string name)
    {
        NativeLibraryState library = NativeLibraryLoader.Load();
        if (library.Reason is not null)
        {
            throw new DeviceException(library.Reason);
        }

        NativeInfo.SelectIsa(Find(name, NativeInfo.AvailableIsas));
    }

    /// <summary>Runs something at another level and comes back.</summary>
    /// <remarks>Nothing that was prepared at one level is used at the other.</remarks>
    public static T At<T>(NativeIsa level, Func<T> body)
    {
        NativeIsa before = NativeInfo.SelectedIsa;
        if (before == level)
        {
            return body();
        }

        NativeInfo.SelectIsa(level);
        try
        {
            return body();
        }
        finally
        {
            NativeInfo.SelectIsa(before);
        }
    }
}
