using System.Globalization;
using System.Reflection;
using System.Runtime.InteropServices;

namespace Prover.Compute.Native;

/// <summary>Finds and loads the native library, once per process.</summary>
/// <remarks>
/// Looks at the given absolute path, or else next to this assembly; nowhere else, so that nothing on a search path
/// can take its place. A library with another ABI version is not used. The first success is final: a process has one
/// library. Failures are answers, not exceptions: see <see cref="NativeLibraryState.Reason"/>.
/// </remarks>
public static class NativeLibraryLoader
{
    /// <summary>The name in the import declarations.</summary>
    internal const string ImportName = "prover_native";

    private static readonly Lock Gate = new();
    private static nint s_handle;
    private static NativeLibraryState? s_loaded;

    static NativeLibraryLoader() =>
        NativeLibrary.SetDllImportResolver(typeof(NativeLibraryLoader).Assembly, Resolve);

    /// <summary>File name of the library on this system.</summary>
    public static string FileName =>
        OperatingSystem.IsWindows() ? "prover_native.dll"
        : OperatingSystem.IsMacOS() ? "libprover_native.dylib"
        : "libprover_native.so";

    /// <summary>Where the library lies unless a path is given: next to this assembly.</summary>
    public static string DefaultPath => Path.Combine(AppContext.BaseDirectory, FileName);

    /// <summary>Loads the library, or says why it cannot be used.</summary>
    /// <param name="path">Absolute path of the library file; null for the folder of this assembly.</param>
    /// <exception cref="ArgumentException">The path is not absolute.</exception>
    public static NativeLibraryState Load(string? path = null)
    {
        if (path is not null && !Path.IsPathFullyQualified(path))
        {
            throw new ArgumentException("Expected an absolute path of the native library.", nameof(path));
        }

        lock (Gate)
        {
            if (s_loaded is not null)
            {
                return s_loaded;
            }

            NativeLibraryState state = TryLoad(path ?? DefaultPath, out s_handle);
            s_loaded = state.IsLoaded ? state : null;
            return state;
        }
    }

    /// <summary>Says whether a file could be loaded, and if not why; changes nothing.</summary>
    public static NativeLibraryState Probe(string path)
    {
        NativeLibraryState state = TryLoad(path, out nint handle);
        if (state.IsLoaded)
        {
            NativeLibrary.Free(handle);
        }

        return state;
    }

    private static NativeLibraryState TryLoad(string path, out nint handle)
    {
        handle = 0;
        if (!File.Exists(path))
        {
            return NativeLibraryState.Absent(path, $"{path} does not exist; cmake builds it from native/");
        }

        if (!NativeLibrary.TryLoad(path, out handle))
        {
            return NativeLibraryState.Absent(path, $"{path} is not a library for this system");
        }

        uint? found = AbiVersionOf(handle);
        if (found != NativeInfo.ExpectedAbiVersion)
        {
            NativeLibrary.Free(handle);
            handle = 0;
            string version = found?.ToString(CultureInfo.InvariantCulture) ?? "no";
            return NativeLibraryState.Absent(
                path,
                $"{path} has ABI version {version}, expected {NativeInfo.ExpectedAbiVersion}; build native/ again");
        }

        return NativeLibraryState.Loaded(path);
    }

    private static unsafe uint? AbiVersionOf(nint handle) =>
        NativeLibrary.TryGetExport(handle, "prover_abi_version", out nint function)
            ? ((delegate* unmanaged<uint>)function)()
            : null;

    /// <summary>Binds the imports of this assembly to the library that was loaded; loads it from the default place
    /// if nobody has done so.</summary>
    private static nint Resolve(string libraryName, Assembly assembly, DllImportSearchPath? searchPath)
    {
        if (libraryName != ImportName)
        {
            return 0;
        }

        NativeLibraryState state = Load();
        return state.IsLoaded ? s_handle : throw new DllNotFoundException(state.Reason);
    }
}
