namespace Prover.Compute.Native;

/// <summary>What became of an attempt to load the native library.</summary>
/// <param name="Path">The file that was looked for.</param>
/// <param name="Reason">One line why it cannot be used; null when it is loaded.</param>
public sealed record NativeLibraryState(string Path, string? Reason)
{
    /// <summary>True when the library can be called.</summary>
    public bool IsLoaded => Reason is null;

    internal static NativeLibraryState Loaded(string path) => new(path, null);

    internal static NativeLibraryState Absent(string path, string reason) => new(path, reason);
}
