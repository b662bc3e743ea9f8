using Prover.Compute.Native;
using Xunit;

namespace Prover.Groth16.Tests;

/// <summary>A fact that needs the native library; skipped with the reason where it was not built.</summary>
[AttributeUsage(AttributeTargets.Method)]
internal sealed class NativeFactAttribute : FactAttribute
{
    public NativeFactAttribute() => Skip = NativeLibraryLoader.Load().Reason;
}
