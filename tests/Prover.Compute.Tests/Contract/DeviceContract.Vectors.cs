using Prover.Algebra;
using Xunit;

namespace Prover.Compute.Tests;

public abstract partial class DeviceContract
{
    private Fr[] EdgeScalars(int count)
    {
        Fr[] values = _samples.Scalars(count);
        Fr[] edges = [Fr.Zero, Fr.One, Samples.Largest];
        for (int i = 0; i < count; i += 2)
        {
            values[i] = edges[_samples.Below(edges.Length)];
        }

        return values;
    }

    [DeviceFact]
    public void Pointwise_operations_are_those_of_the_field()
    {
        foreach (int length in EdgeLengths.Append(40_000))
        {
            Fr[] a = EdgeScalars(length);
            Fr[] b = EdgeScalars(length);
            Fr[] c = EdgeScalars(length);
            Fr k = _samples.Scalar();
            using ResidentFrVector x = _device.UploadFr(a);
            using ResidentFrVector y = _device.UploadFr(b);
            using ResidentFrVector z = _device.UploadFr(c);
            using ResidentFrVector result = _device.AllocateFr(length);

            _device.Add(x, y, result, Budget);
            Assert.Equal(Samples.Make(length, i => a[i] + b[i]), _device.DownloadFr(result));
            _device.Subtract(x, y, result, Budget);
            Assert.Equal(Samples.Make(length, i => a[i] - b[i]), _device.DownloadFr(result));
            _device.Multiply(x, y, result, Budget);
            Assert.Equal(Samples.Make(length, i => a[i] * b[i]), _device.DownloadFr(result));
            _device.MultiplySubtract(x, y, z, result, Budget);
            Assert.Equal(Samples.Make(length, i => (a[i] * b[i]) - c[i]), _device.DownloadFr(result));
            _device.Scale(x, in k, result, Budget);
            Assert.Equal(Samples.Make(length, i => k * a[i]), _device.DownloadFr(result));
        }
    }

    [DeviceFact]
    public void The_result_may_be_an_input()
    {
        Fr[] a = _samples.Scalars(100);
        Fr[] b = _samples.Scalars(100);
        using ResidentFrVector x = _device.UploadFr(a);
        using ResidentFrVector y = _device.UploadFr(b);

        _device.Multiply(x, y, x, Budget);
        _device.Subtract(y, x, x, Budget);
        _device.MultiplySubtract(x, x, x, x, Budget);

        Fr[] difference = Samples.Make(100, i => b[i] - (a[i] * b[i]));
        Assert.Equal(Samples.Make(100, i => difference[i].Square() - difference[i]), _device.DownloadFr(x));
        Assert.Equal(b, _device.DownloadFr(y));
    }

    [DeviceFact]
    public void A_sparse_product_equals_its_slow_twin()
    {
        foreach ((int rows, int columns, int perRow) in new[] { (0, 0, 0), (1, 1, 1), (300, 77, 5), (9000, 5000, 4) })
        {
            SparseMatrix matrix = RandomMatrix(rows, columns, perRow);
            Fr[] x = EdgeScalars(columns);
            using ResidentMatrix resident = _device.LoadMatrix(matrix);
            using ResidentFrVector vector = _device.UploadFr(x);
            using ResidentFrVector result = _device.UploadFr(_samples.Scalars(rows + 3));

            _device.Multiply(resident, vector, result, Budget);

            Assert.Equal([.. SparseReference.Multiply(matrix, x), .. new Fr[3]], _device.DownloadFr(result));
        }
    }

    [DeviceFact]
    public void Gather_picks_by_position_and_refuses_a_wrong_one()
    {
        Fr[] values = _samples.Scalars(1000);
        uint[] positions = Samples.Make(5000, _ => (uint)_samples.Below(1000));
        using ResidentFrVector source = _device.UploadFr(values);
        using ResidentFrVector result = _device.AllocateFr(positions.Length);
        using (ResidentIndices indices = _device.UploadIndices(positions))
        {
            _device.Gather(source, indices, result, Budget);
            Assert.Equal(Samples.Make(positions.Length, i => values[positions[i]]), _device.DownloadFr(result));
        }

        positions[4321] = 1000;
        using ResidentIndices wrong = _device.UploadIndices(positions);
        _ = Assert.Throws<ArgumentException>(() => _device.Gather(source, wrong, result, Budget));
    }

    private SparseMatrix RandomMatrix(int rows, int columns, int perRow)
    {
        Fr[] table = [Fr.One, Samples.Largest, Fr.Zero, .. _samples.Scalars(20)];
        var starts = new uint[rows + 1];
        var columnOf = new List<uint>();
        var coefficientOf = new List<uint>();
        for (int row = 0; row < rows; row++)
        {
            // Some rows are empty, and one is much longer than the others.
            int entries = row == rows / 2 ? 50 * perRow : _samples.Below((2 * perRow) + 1);
            for (int e = 0; e < entries; e++)
            {
                columnOf.Add((uint)_samples.Below(columns));
                coefficientOf.Add((uint)_samples.Below(table.Length));
            }

            starts[row + 1] = (uint)columnOf.Count;
        }

        return SparseMatrix.CopyOf(columns, starts, columnOf.ToArray(), coefficientOf.ToArray(), table);
    }
}
