using System.Diagnostics.CodeAnalysis;

namespace Prover.Compute.Native;

/// <summary>Turns status codes into exceptions.</summary>
internal static class NativeStatus
{
    private const int Ok = 0;
    private const int Cancelled = 1;
    private const int ArgumentError = 2;
    public const int RangeError = 3;
    private const int Unsupported = 4;

    /// <summary>Returns if the call succeeded.</summary>
    /// <exception cref="OperationCanceledException">The call was cancelled.</exception>
    /// <exception cref="DeviceException">The call failed; names the function, never a value.</exception>
    public static void Check(int status, string function, CancellationToken cancellation = default)
    {
        if (status != Ok)
        {
            Throw(status, function, cancellation);
        }
    }

    [DoesNotReturn]
    private static void Throw(int status, string function, CancellationToken cancellation) =>
        throw (status switch
        {
            Cancelled => new OperationCanceledException(cancellation),
            ArgumentError => new DeviceException($"native: {function} refused its arguments."),
            RangeError =>
                new DeviceException($"native: {function} found an element, a point or an index out of range."),
            Unsupported => new DeviceException($"native: {function}: this CPU or this build lacks that level."),
            _ => new DeviceException($"native: {function} returned the unknown status {status}."),
        });
}
